-- One redemption a request, a client at random, a key of its own that grows with time.
local thread_count = 0

function setup(thread)
	thread_count = thread_count + 1
	thread:set("number", thread_count)
end

function init(args)
	clients, day, run = tonumber(args[1]), args[2], args[3]
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	wrk.headers["Authorization"] = "Bearer " .. args[4]
	math.randomseed(os.time() + number)
	sent = 0
end

function request()
	sent = sent + 1
	return wrk.format(nil, "/api/v1/operations", nil, string.format(
		'{"op":"visit","key":"%s-%d-%09d","client":"c%d","date":"%s","items":[{"redeem":"facial","staff":[{"staff":"amy","share":100}]}]}',
		run, number, sent, math.random(0, clients - 1), day))
end

function done(summary, latency, requests)
	io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"errors":%d,"p50":%.3f,"p99":%.3f}\n', summary.requests,
		summary.duration / 1e6, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
		latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
