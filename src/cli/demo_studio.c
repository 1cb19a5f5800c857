#include "cli/demo.h"

/* A studio in Taipei with two branches. */

const char *const studio_lists[] = {
	"{\"op\":\"settings\",\"name\":\"Studio Lumi\",\"low_sessions\":2,\"fiscal_start_month\":1}",
	"{\"op\":\"branch\",\"code\":\"daan\",\"name\":\"Da'an\"}",
	"{\"op\":\"branch\",\"code\":\"xinyi\",\"name\":\"Xinyi\"}",
	"{\"op\":\"staff\",\"code\":\"amy\",\"name\":\"Amy Lin\",\"role\":\"practitioner\"}",
	"{\"op\":\"staff\",\"code\":\"bo\",\"name\":\"Bo Chen\",\"role\":\"practitioner\"}",
	"{\"op\":\"staff\",\"code\":\"chloe\",\"name\":\"Chloe Wang\",\"role\":\"practitioner\"}",
	"{\"op\":\"staff\",\"code\":\"dao\",\"name\":\"Dao Suwan\",\"role\":\"practitioner\"}",
	"{\"op\":\"staff\",\"code\":\"eli\",\"name\":\"Eli Huang\",\"role\":\"practitioner\"}",
	"{\"op\":\"staff\",\"code\":\"mei\",\"name\":\"Mei Tsai\",\"role\":\"manager\"}",
	"{\"op\":\"service\",\"code\":\"facial\",\"name\":\"Facial\",\"price\":1800,\"cost\":380,\"interval_days\":28,"
	"\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"hydra\",\"name\":\"Hydra "
	"facial\",\"price\":2800,\"cost\":640,\"interval_days\":28,\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"laser\",\"name\":\"Laser\",\"price\":4500,\"cost\":900,\"interval_days\":42,"
	"\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"ipl\",\"name\":\"IPL\",\"price\":3200,\"cost\":620,\"interval_days\":30,"
	"\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"massage\",\"name\":\"Massage, 60 "
	"min\",\"price\":1600,\"cost\":420,\"interval_days\":14,\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"lash\",\"name\":\"Lash "
	"lift\",\"price\":1400,\"cost\":260,\"interval_days\":35,\"tax\":5}",
	"{\"op\":\"service\",\"code\":\"nails\",\"name\":\"Manicure\",\"price\":900,\"cost\":190,\"interval_days\":21,"
	"\"tax\":5}",
	"{\"op\":\"product\",\"code\":\"serum\",\"name\":\"Serum\",\"price\":1680,\"cost\":720,\"tax\":5}",
	"{\"op\":\"product\",\"code\":\"cream\",\"name\":\"Night cream\",\"price\":1280,\"cost\":540,\"tax\":5}",
	"{\"op\":\"product\",\"code\":\"sunscreen\",\"name\":\"Sunscreen\",\"price\":880,\"cost\":370,\"tax\":5}",
	"{\"op\":\"tag\",\"code\":\"vip\",\"name\":\"VIP\",\"discount\":10}",
	"{\"op\":\"tag\",\"code\":\"neighbour\",\"name\":\"Neighbour\",\"discount\":5}",
	"{\"op\":\"offer\",\"code\":\"facial10\",\"kind\":\"package\",\"name\":\"Ten facials and "
	"one\",\"price\":15800,\"grants\":"
	"[{\"service\":\"facial\",\"sessions\":10},{\"service\":\"facial\",\"sessions\":1,\"bonus\":true}],"
	"\"valid\":{\"months\":12},\"alert_at\":2,\"refund\":{\"method\":\"per_session\",\"fee_percent\":10,\"fee_"
	"cap\":1500,"
	"\"cooling_off\":7}}",
	"{\"op\":\"offer\",\"code\":\"massage10\",\"kind\":\"package\",\"name\":\"Ten "
	"massages\",\"price\":13600,\"grants\":"
	"[{\"service\":\"massage\",\"sessions\":10}],\"valid\":{\"months\":12},\"alert_at\":2}",
	"{\"op\":\"offer\",\"code\":\"laser6\",\"kind\":\"package\",\"name\":\"Six laser "
	"sessions\",\"price\":22800,\"grants\":"
	"[{\"service\":\"laser\",\"sessions\":6}],\"valid\":{\"months\":18,\"from\":\"first_use\"},\"alert_at\":1,"
	"\"refund\":{\"method\":\"list_price\"}}",
	"{\"op\":\"offer\",\"code\":\"lash5\",\"kind\":\"package\",\"name\":\"Five lash "
	"lifts\",\"price\":5950,\"grants\":"
	"[{\"service\":\"lash\",\"sessions\":5}],\"valid\":{\"months\":9},\"alert_at\":1}",
	"{\"op\":\"offer\",\"code\":\"nails10\",\"kind\":\"package\",\"name\":\"Ten "
	"manicures\",\"price\":7650,\"grants\":"
	"[{\"service\":\"nails\",\"sessions\":10}],\"valid\":{\"months\":12},\"alert_at\":2}",
	"{\"op\":\"offer\",\"code\":\"glow\",\"kind\":\"combo\",\"name\":\"Glow year\",\"price\":23800,\"grants\":"
	"[{\"service\":\"facial\",\"sessions\":6},{\"any_of\":[\"laser\",\"ipl\"],\"sessions\":2},"
	"{\"service\":\"massage\",\"sessions\":4}],\"valid\":{\"months\":12},\"alert_at\":2}",
	"{\"op\":\"offer\",\"code\":\"bridal\",\"kind\":\"combo\",\"name\":\"Bridal\",\"price\":9900,\"grants\":"
	"[{\"service\":\"hydra\",\"sessions\":3},{\"service\":\"lash\",\"sessions\":1},{\"service\":\"nails\","
	"\"sessions\":2}],"
	"\"valid\":{\"months\":6}}",
	"{\"op\":\"offer\",\"code\":\"club\",\"kind\":\"plan\",\"name\":\"Club: a facial and a massage a "
	"month\",\"price\":2880,"
	"\"cycle\":{\"months\":1},\"grants\":[{\"service\":\"facial\",\"sessions\":1},{\"service\":\"massage\","
	"\"sessions\":1}],"
	"\"rollover\":{\"cycles\":1},\"member_discount\":10,\"minimum_cycles\":3}",
	"{\"op\":\"offer\",\"code\":\"polish\",\"kind\":\"plan\",\"name\":\"Polish: two manicures a "
	"month\",\"price\":1480,"
	"\"cycle\":{\"months\":1},\"grants\":[{\"service\":\"nails\",\"sessions\":2}],\"rollover\":{\"max\":2}}",
	"{\"op\":\"offer\",\"code\":\"lounge\",\"kind\":\"plan\",\"name\":\"Lounge and "
	"sauna\",\"price\":600,\"cycle\":{\"months\":1},"
	"\"grants\":[],\"member_discount\":5}",
	"{\"op\":\"offer\",\"code\":\"top10\",\"kind\":\"topup\",\"name\":\"10,000 get "
	"11,000\",\"price\":10000,\"credit\":11000}",
	"{\"op\":\"offer\",\"code\":\"gift1000\",\"kind\":\"topup\",\"name\":\"Birthday "
	"voucher\",\"price\":0,\"credit\":1000,"
	"\"valid\":{\"months\":3}}",
	NULL,
};

const struct demo_thing studio_services[DEMO_SERVICES] = {
	[FACIAL] = {"facial", 1800},   [HYDRA] = {"hydra", 2800}, [LASER] = {"laser", 4500}, [IPL] = {"ipl", 3200},
	[MASSAGE] = {"massage", 1600}, [LASH] = {"lash", 1400},   [NAILS] = {"nails", 900},
};

const struct demo_thing studio_products[DEMO_PRODUCTS] = {{"serum", 1680}, {"cream", 1280}, {"sunscreen", 880}};

const struct demo_offer studio_offers[DEMO_PACKAGES + DEMO_COMBOS] = {
	{"facial10", 15800, 0, 1, {{{FACIAL}, 1, 11}}},
	{"massage10", 13600, 0, 1, {{{MASSAGE}, 1, 10}}},
	{"laser6", 22800, 0, 1, {{{LASER}, 1, 6}}},
	{"lash5", 5950, 0, 1, {{{LASH}, 1, 5}}},
	{"nails10", 7650, 0, 1, {{{NAILS}, 1, 10}}},
	{"glow", 23800, 0, 3, {{{FACIAL}, 1, 6}, {{LASER, IPL}, 2, 2}, {{MASSAGE}, 1, 4}}},
	{"bridal", 9900, 0, 3, {{{HYDRA}, 1, 3}, {{LASH}, 1, 1}, {{NAILS}, 1, 2}}},
};

const struct demo_offer studio_plans[DEMO_PLANS] = {
	{"club", 2880, 1000, 2, {{{FACIAL}, 1, 1}, {{MASSAGE}, 1, 1}}},
	{"polish", 1480, 0, 1, {{{NAILS}, 1, 2}}},
	{"lounge", 600, 500, 0, {{{FACIAL}, 0, 0}}},
};

const char *const studio_hands[DEMO_HANDS] = {"amy", "bo", "chloe", "dao", "eli"};
const char *const studio_branches[DEMO_BRANCHES] = {"daan", "xinyi"};

const char *studio_name(struct arena *arena, uint32_t number) {
	static const char *const families[] = {"陳", "林", "黃", "張", "李", "王", "吳", "劉",
					       "蔡", "楊", "許", "鄭", "謝", "郭", "洪"};
	static const char *const given[] = {"怡君", "雅婷", "淑芬", "美玲", "佳穎", "詩涵", "欣怡", "家豪",
					    "宜庭", "惠雯", "心怡", "郁婷", "佩珊", "思妤", "品妍", "雅雯",
					    "婉婷", "志明", "靜宜", "孟潔", "于庭", "芷涵", "冠宇"};
	static const char *const abroad[] = {"Suda Chaiyo", "Anna Weber", "Nok Srisuk", "Emily Clark",
					     "Yuki Mori",   "Linh Tran",  "Ploy Wong"};
	enum { FAMILIES = sizeof families / sizeof *families, GIVEN = sizeof given / sizeof *given };
	enum { ABROAD = sizeof abroad / sizeof *abroad };
	if (number % 11 == 0)
		return abroad[number / 11 % ABROAD];
	return arena_format(arena, "%s%s", families[number % FAMILIES], given[number / FAMILIES % GIVEN]);
}
