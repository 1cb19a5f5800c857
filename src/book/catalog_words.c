#include "book/catalog_parts.h"

#include <string.h>

const char *const offer_kind_words[4] = {
	[OFFER_PACKAGE] = "package",
	[OFFER_COMBO] = "combo",
	[OFFER_PLAN] = "plan",
	[OFFER_TOPUP] = "topup",
};

const char *const refund_method_words[3] = {
	[REFUND_PER_SESSION] = "per_session",
	[REFUND_LIST_PRICE] = "list_price",
	[REFUND_NONE] = "none",
};

const char *const tax_point_words[2] = {[TAX_AT_PAYMENT] = "payment", [TAX_AT_DELIVERY] = "delivery"};

const char *const basis_words[3] = {
	[BASIS_CASH_DELIVERED] = "cash_delivered",
	[BASIS_DELIVERED] = "delivered",
	[BASIS_CASH] = "cash",
};

int32_t word_index(const char *const *words, size_t count, const char *word) {
	size_t i = 0;
	while (i < count && (!word || strcmp(words[i], word) != 0))
		i++;
	return i < count ? (int32_t)i : -1;
}

const char *offer_kind_name(enum offer_kind kind) {
	return offer_kind_words[kind];
}

const char *refund_method_name(enum refund_method method) {
	return refund_method_words[method];
}

const char *tax_point_name(enum tax_point point) {
	return tax_point_words[point];
}

const char *basis_name(enum basis basis) {
	return basis_words[basis];
}
