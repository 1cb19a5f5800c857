/* Opens a book, sells a package, uses a session of it and prints what is left.
 *
 *     cc punch_card.c -lcarnet … && ./a.out studio.carnet      (`make` builds it as build/examples/punch_card) */
#include <carnet.h>

#include <stdio.h>

static int apply(struct carnet_book *book, const char *operation) {
	char *answer;
	enum carnet_status status = carnet_apply(book, operation, &answer);
	if (status != CARNET_OK)
		fprintf(stderr, "%s\n", answer);
	carnet_free(answer);
	return status == CARNET_OK;
}

int main(int argc, char **argv) {
	static const char *const operations[] = {
		"{\"op\":\"staff\",\"code\":\"amy\",\"name\":\"Amy\"}",
		"{\"op\":\"service\",\"code\":\"facial\",\"name\":\"Facial\",\"price\":1500}",
		"{\"op\":\"offer\",\"code\":\"ten\",\"kind\":\"package\",\"price\":10000,\"grants\":[{\"service\":"
		"\"facial\",\"sessions\":10}]}",
		"{\"op\":\"client\",\"ref\":\"lin\",\"name\":\"Lin\"}",
		"{\"op\":\"visit\",\"client\":\"lin\",\"items\":[{\"sell\":\"ten\",\"ref\":\"k1\"},{\"redeem\":"
		"\"facial\",\"contract\":\"k1\","
		"\"staff\":[{\"staff\":\"amy\",\"share\":100}]}],\"payments\":[{\"method\":\"cash\",\"amount\":5000}]}",
	};
	struct carnet_error error;
	struct carnet_book *book = NULL;
	char *left = NULL;
	if (argc != 2 || carnet_create(argv[1], NULL, &error) != CARNET_OK ||
	    carnet_open(argv[1], &book, &error) != CARNET_OK) {
		fprintf(stderr, "%s\n", argc == 2 ? error.message : "punch_card FILE");
		return 2;
	}
	for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
		if (!apply(book, operations[i]))
			return 1;
	if (carnet_report(book, "contracts", NULL, &left, &error) == CARNET_OK)
		puts(left);
	carnet_free(left);
	carnet_close(book);
	return 0;
}
