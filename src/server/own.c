#include "server/own.h"

#include "server/way.h"
#include "server/writer.h"

static void finished(struct request *request) {
	arena_destroy(request->arena);
}

struct request *own_request(struct served *served) {
	struct arena *arena = arena_create();
	struct request *request = ARENA_NEW(arena, struct request);
	request->arena = arena;
	request->served = served;
	request->finished = finished;
	return request;
}

void own_submit(struct request *request, act *does) {
	struct route *route = ARENA_NEW(request->arena, struct route);
	route->act = does;
	request->route = route;
	if (!writer_submit(request->served->writer, request))
		finished(request);
}

void own_read(struct request *request, prepare *reads) {
	struct route *route = ARENA_NEW(request->arena, struct route);
	route->prepare = reads;
	route->lane = LANE_READER;
	request->route = route;
	request->identified = true;
	way_read(request->served->shelf->way, request);
}
