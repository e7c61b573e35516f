-- For wrk: one activation after another, each of a new computer on a random license, from a random address.
math.randomseed(os.time())
local licenses = tonumber(os.getenv("BENCH_LICENSES"))

local function hash()
  local out = {}
  for i = 1, 4 do out[i] = string.format("%08x", math.random(0, 0x7fffffff)) end
  return table.concat(out)
end

request = function()
  local number = math.random(0, licenses - 1)
  if number % 10 == 9 then number = number - 1 end
  local body = string.format(
    '{"number":"BENCH-%010d","product":"subiekt-gt","version":"1.88","is_new":true,' ..
    '"device":{"name":"KASA","system":"Windows 11","parts":{"system":"%s","board":"%s","disk":"%s"}}}',
    number, hash(), hash(), hash())
  local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format("POST", os.getenv("BENCH_PATH"),
    { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }, body)
end
