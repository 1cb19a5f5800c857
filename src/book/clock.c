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

int32_t clock_today(const char *timezone) {
	GTimeZone *zone = g_time_zone_new_identifier(timezone);
	GDateTime *now = zone ? g_date_time_new_now(zone) : g_date_time_new_now_utc();
	int32_t today = date_of(g_date_time_get_year(now), g_date_time_get_month(now),
				g_date_time_get_day_of_month(now));
	g_date_time_unref(now);
	if (zone)
		hold(zone);
	return today;
}

int64_t clock_milliseconds(void) {
	return g_get_real_time() / 1000;
}
