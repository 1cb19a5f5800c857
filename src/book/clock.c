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

/* A moment beyond the years that GLib knows, so of a damaged book, is told as the first; a day's room is left for the zone. */
static GDateTime *moment_in(GTimeZone *zone, int64_t seconds) {
	static const int64_t first = -62135596800 + 86400, last = 253402300799 - 86400;
	GDateTime *moment = g_date_time_new_from_unix_utc(seconds < first || seconds > last ? first : seconds);
	GDateTime *there = zone ? g_date_time_to_timezone(moment, zone) : g_date_time_ref(moment);
	g_date_time_unref(moment);
	return there;
}

/* The one place that asks for the time; the edges pass it on. */

int32_t clock_day(const char *timezone, int64_t milliseconds) {
	GTimeZone *zone = g_time_zone_new_identifier(timezone);
	GDateTime *there = moment_in(zone, milliseconds / 1000);
	int32_t day = date_of(g_date_time_get_year(there), g_date_time_get_month(there),
			      g_date_time_get_day_of_month(there));
	g_date_time_unref(there);
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
