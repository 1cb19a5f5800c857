#include "base/date.h"

#include <assert.h>
#include <string.h>

enum { YEAR_LAST = 9999, DAYS_IN_400_YEARS = 146097 };

static bool year_is_leap(int32_t year) {
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0001-01-01 to the first day of the year. */
static int32_t days_before_year(int32_t year) {
	int32_t past = year - 1;
	return 365 * past + past / 4 - past / 100 + past / 400;
}

/* Days from the first day of the year to the first of the month; month 13 is the next January. */
static int32_t days_before_month(int32_t year, int32_t month) {
	static const int16_t days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
	return days[month - 1] + (month > 2 && year_is_leap(year) ? 1 : 0);
}

static int32_t month_length(int32_t year, int32_t month) {
	return days_before_month(year, month + 1) - days_before_month(year, month);
}

static bool parts_exist(int32_t year, int32_t month, int32_t day) {
	return year >= 1 && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 &&
	       day <= month_length(year, month);
}

int32_t date_of(int32_t year, int32_t month, int32_t day) {
	assert(parts_exist(year, month, day));
	return DATE_MIN + days_before_year(year) + days_before_month(year, month) + day - 1;
}

void date_parts(int32_t date, int32_t *year, int32_t *month, int32_t *day) {
	assert(date >= DATE_MIN && date <= DATE_MAX);
	int32_t days = date - DATE_MIN;
	/* The mean length of a year gives the year or the one beside it; a month has at most 31 days. */
	*year = (int32_t)((int64_t)days * 400 / DAYS_IN_400_YEARS) + 1;
	if (days_before_year(*year) > days)
		--*year;
	else if (days_before_year(*year + 1) <= days)
		++*year;
	days -= days_before_year(*year);
	*month = days / 31 + 1;
	if (days_before_month(*year, *month + 1) <= days)
		++*month;
	*day = days - days_before_month(*year, *month) + 1;
}

/* The number that exactly `count` digits spell, or -1. */
static int32_t digits_parse(const char *text, int count) {
	int32_t number = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

bool date_parse(const char *text, int32_t *date) {
	if (strlen(text) != DATE_TEXT - 1 || text[4] != '-' || text[7] != '-')
		return false;
	int32_t year = digits_parse(text, 4);
	int32_t month = digits_parse(text + 5, 2);
	int32_t day = digits_parse(text + 8, 2);
	if (!parts_exist(year, month, day))
		return false;
	*date = date_of(year, month, day);
	return true;
}

static void digits_text(int32_t number, char *text, int count) {
	for (int i = count - 1; i >= 0; i--) {
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
}

char *date_text(int32_t date, char text[DATE_TEXT]) {
	if (date == DATE_NONE) {
		text[0] = '\0';
		return text;
	}
	int32_t year;
	int32_t month;
	int32_t day;
	date_parts(date, &year, &month, &day);
	memcpy(text, "0000-00-00", DATE_TEXT);
	digits_text(year, text, 4);
	digits_text(month, text + 5, 2);
	digits_text(day, text + 8, 2);
	return text;
}

int32_t date_add_months(int32_t anchor, int32_t months) {
	if (anchor == DATE_NONE)
		return DATE_NONE;
	int32_t year;
	int32_t month;
	int32_t day;
	date_parts(anchor, &year, &month, &day);
	int64_t count = (int64_t)year * 12 + (month - 1) + months;
	if (count < 12)
		return DATE_MIN;
	if (count / 12 > YEAR_LAST)
		return DATE_MAX;
	year = (int32_t)(count / 12);
	month = (int32_t)(count % 12) + 1;
	int32_t last = month_length(year, month);
	return date_of(year, month, day < last ? day : last);
}

int32_t date_add_days(int32_t date, int32_t days) {
	if (date == DATE_NONE)
		return DATE_NONE;
	int64_t sum = (int64_t)date + days;
	if (sum < DATE_MIN)
		return DATE_MIN;
	return sum > DATE_MAX ? DATE_MAX : (int32_t)sum;
}

int32_t date_month_start(int32_t date) {
	if (date == DATE_NONE)
		return DATE_NONE;
	int32_t year;
	int32_t month;
	int32_t day;
	date_parts(date, &year, &month, &day);
	return date - (day - 1);
}
