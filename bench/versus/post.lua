-- The request, made once, and so many of them: wrk itself only knows of seconds.
local ffi = require("ffi")
ffi.cdef("int kill(int pid, int signal); int getpid(void);")

local left = tonumber(os.getenv("VERSUS_REQUESTS"))
local text

function init()
  local file = assert(io.open(os.getenv("VERSUS_REQUEST_FILE"), "rb"))
  wrk.method = "POST"
  wrk.body = file:read("*a")
  file:close()
  wrk.headers["api-key"] = os.getenv("RCS_API_KEY")
  wrk.headers["content-type"] = "application/json"
  text = wrk.format()
end

function request()
  -- Ends the thread that asks, and wakes the one that waits for the seconds to pass, as Ctrl-C does. The requests that
  -- are out then are not counted by wrk.
  if left == 0 then
    wrk.thread:stop()
    ffi.C.kill(ffi.C.getpid(), 2)
  end
  left = left - 1
  return text
end
