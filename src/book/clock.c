#include "book/book.h"

#include <glib.h>
#include <stdatomic.h>

/* GLib reads a zone's file each time unless somebody holds that zone: the latest is held, which in most servers is the only one. */
static void hold(GTimeZone *zone) {
	static _Atomic(GTimeZone *) held;
	GTimeZone *before = atomic_exchange(&held, zone);
	if (before)
		g_time_zone_unref(before);
}

/* The one place that asks for the time; the edges pass it on. */

int32_t clock_day(const char *timezone, int64_t milliseconds) {
	GTimeZone *zone = g_time_zone_new_identifier(timezone);
	GDateTime *moment = g_date_time_new_from_unix_utc(milliseconds / 1000);
	if (!moment) /* beyond the years there are: a damaged book */
		moment = g_date_time_new_from_unix_utc(0);
	GDateTime *there = zone ? g_date_time_to_timezone(moment, zone) : g_date_time_ref(moment);
	int32_t day = date_of(g_date_time_get_year(there), g_date_time_get_month(there),
			      g_date_time_get_day_of_month(there));
	g_date_time_unref(there);
	g_date_time_unref(moment);
	if (zone)
		hold(zone);
	return day;
}

int32_t clock_today(const char *timezone) {
	return clock_day(timezone, clock_milliseconds());
}

int64_t clock_milliseconds(void) {
	return g_get_real_time() / 1000;
}
