/* One handler a kind of operation: `decide` loads, lets the rules decide and changes the loaded contracts in memory; `answer` writes
 * what the desk needs next, after the effects are known. */
#ifndef BOOK_HANDLERS_H
#define BOOK_HANDLERS_H

#include "book/work.h"

struct handler {
	enum carnet_status (*decide)(struct work *work);
	void (*answer)(struct work *work, const struct effect_list *effects);
	bool of_lists;   /* a list or a setting: no tick, no closed period */
	bool keeps_time; /* tick, close, reopen: it looks at the days itself */
};

/* Never NULL. */
const struct handler *handler_of(enum operation_kind kind);

/* visit.c */
enum carnet_status visit_decide(struct work *work);
void visit_answer(struct work *work, const struct effect_list *effects);
/* pay.c */
enum carnet_status pay_decide(struct work *work);
void pay_answer(struct work *work, const struct effect_list *effects);
/* refund.c */
enum carnet_status refund_decide(struct work *work);
void refund_answer(struct work *work, const struct effect_list *effects);
enum carnet_status exchange_decide(struct work *work);
void exchange_answer(struct work *work, const struct effect_list *effects);
/* care.c: what is done to one contract */
enum carnet_status freeze_decide(struct work *work);
enum carnet_status unfreeze_decide(struct work *work);
enum carnet_status extend_decide(struct work *work);
enum carnet_status share_decide(struct work *work);
enum carnet_status unshare_decide(struct work *work);
enum carnet_status return_decide(struct work *work);
enum carnet_status transfer_decide(struct work *work);
enum carnet_status reprice_decide(struct work *work);
enum carnet_status write_off_decide(struct work *work);
void care_answer(struct work *work, const struct effect_list *effects);
/* void.c */
enum carnet_status void_decide(struct work *work);
void void_answer(struct work *work, const struct effect_list *effects);
/* opening.c */
enum carnet_status open_decide(struct work *work);
/* member.c */
enum carnet_status membership_decide(struct work *work);
enum carnet_status cancel_decide(struct work *work);
void cancel_answer(struct work *work, const struct effect_list *effects);
enum carnet_status change_decide(struct work *work);
void change_answer(struct work *work, const struct effect_list *effects);
/* period.c */
enum carnet_status tick_decide(struct work *work);
void tick_answer(struct work *work, const struct effect_list *effects);
enum carnet_status close_decide(struct work *work);
enum carnet_status reopen_decide(struct work *work);
/* lists.c */
enum carnet_status list_decide(struct work *work);
enum carnet_status client_decide(struct work *work);
void list_answer(struct work *work, const struct effect_list *effects);

#endif
