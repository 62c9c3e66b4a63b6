"""Another site: a few pages that lead to ours, served under a name of their own."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def pages(ours):
    """What stands under each path; a page that only leads on is an address."""
    return {
        "/link": f"<a href='{ours}/'>here</a>",
        "/tab": f"<a href='{ours}/' target='_blank'>here</a>",
        "/window": f"<button onclick=\"window.open('{ours}/')\">here</button>",
        "/redirect": f"{ours}/",
        "/link-to-redirect": "<a href='/redirect'>here</a>",
        "/form": f"<form method='post' action='{ours}/'><button>here</button></form>",
        "/frame": f"<iframe src='{ours}/' width='900' height='600'></iframe>",
        "/fetch": f"<script>fetch('{ours}/', {{mode: 'no-cors', credentials: 'include'}})"
        ".finally(() => { document.title = 'asked'; })</script>",
        "/script": f"<script src='{ours}/pushpull/key.js' "
        "onload=\"document.title = 'asked'\" onerror=\"document.title = 'asked'\"></script>",
    }


@contextmanager
def elsewhere(ours):
    """The address of the other site: to a browser, 127.0.0.1 is another one than localhost."""
    known = pages(ours)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            found = known.get(self.path)
            if found is None:
                self.send_error(404)
                return
            self.send_response(302 if found.startswith("http") else 200)
            self.send_header("location" if found.startswith("http") else "x-page", found[:80])
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(found.encode())

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
