-- A desk looks: a client's page and a search as they type, in turn.
function init(args)
	clients = tonumber(args[1])
	wrk.headers["Authorization"] = "Bearer " .. args[2]
	math.randomseed(os.time())
	turn = 0
end

function request()
	turn = turn + 1
	local client = math.random(0, clients - 1)
	if turn % 2 == 0 then
		return wrk.format("GET", "/api/v1/clients/c" .. client)
	end
	return wrk.format("GET", "/api/v1/clients?q=c" .. math.floor(client / 10))
end

function done(summary, latency, requests)
	io.write(string.format('RESULT {"requests":%d,"seconds":%.3f,"errors":%d,"p50":%.3f,"p99":%.3f}\n', summary.requests,
		summary.duration / 1e6, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
		latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
