-- For wrk: one check (or heartbeat) after another, each of a random device; secrets come from a file.
local secrets = {}
for line in io.lines(os.getenv("BENCH_SECRETS")) do secrets[#secrets + 1] = line end
math.randomseed(os.time())

request = function()
  local headers = {
    ["Authorization"] = "Bearer " .. secrets[math.random(#secrets)],
    ["Content-Type"] = "application/json",
  }
  return wrk.format("POST", os.getenv("BENCH_PATH"), headers, os.getenv("BENCH_BODY"))
end
