#include "wire/wire.h"

#include "wire/write.h"

void wire_write_report(struct buffer *out, const struct report *report, enum wire_format format) {
	switch (format) {
	case WIRE_TABLE: write_report_table(out, report); break;
	case WIRE_CSV: write_report_csv(out, report); break;
	case WIRE_JSON: write_report_json(out, report); break;
	}
}
