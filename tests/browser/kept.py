"""What breaks a browser's storage, and what of a session is in the journal by then."""

from playwright.sync_api import Page, expect

from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.journal.entry import Entry, StopEntry
from tests.browser.server import Server
from tests.browser.way import at, awake

# Each breaks the browser's storage from the moment that `breakStorage()` is called.
FULL = """
const add = IDBObjectStore.prototype.add;
const put = IDBObjectStore.prototype.put;
const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
window.breakStorage = () => { IDBObjectStore.prototype.add = refuse; IDBObjectStore.prototype.put = refuse; };
window.mendStorage = () => { IDBObjectStore.prototype.add = add; IDBObjectStore.prototype.put = put; };
"""
CLOSED = """
const transaction = IDBDatabase.prototype.transaction;
window.breakStorage = () => {
  IDBDatabase.prototype.transaction = () => { throw new DOMException("closed", "InvalidStateError"); };
};
window.mendStorage = () => { IDBDatabase.prototype.transaction = transaction; };
"""
SILENT = """
const open = IDBFactory.prototype.open;
const transaction = IDBDatabase.prototype.transaction;
window.breakStorage = () => {
  IDBFactory.prototype.open = () => ({});
  IDBDatabase.prototype.transaction = function (...wanted) {
    const mute = transaction.apply(this, wanted);
    return { objectStore: (name) => mute.objectStore(name), abort: () => mute.abort() };
  };
};
window.mendStorage = () => {
  IDBFactory.prototype.open = open;
  IDBDatabase.prototype.transaction = transaction;
};
"""
NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
# What holds little, but at once: both are there, and take nothing.
NO_WEB_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
NO_CHANNEL = "Object.defineProperty(window, 'BroadcastChannel', { value: undefined });"
NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined });"
PUT_ROW = """
([table, row]) => new Promise((done) => {
  const open = indexedDB.open("supple", 1);
  open.onsuccess = () => {
    const write = open.result.transaction(table, "readwrite");
    write.objectStore(table).add(row);
    write.oncomplete = () => { open.result.close(); done(); };
  };
})
"""
WAITING_ROWS = """
() => new Promise((done) => {
  const open = indexedDB.open("supple", 1);
  open.onsuccess = () => {
    const rows = open.result.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => { open.result.close(); done(rows.result); };
  };
})
"""
WAITING = f"() => ({WAITING_ROWS})().then((rows) => rows.length)"
NOTHING_WAITS, TWO_WAIT, THREE_WAIT = (
    f"({WAITING})().then((count) => count {condition})" for condition in ("=== 0", ">= 2", ">= 3")
)
DELETE_DATABASE = """
() => new Promise((done) => {
  const deleting = indexedDB.deleteDatabase("supple");
  deleting.onsuccess = deleting.onerror = () => done();
})
"""
LEFT = """
() => new Promise((done) => {
  const open = indexedDB.open("supple", 1);
  open.onsuccess = () => {
    const rows = open.result.transaction("session").objectStore("session").getAllKeys();
    rows.onsuccess = () => {
      open.result.close();
      done([...rows.result, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    };
  };
})
"""
NUMB = "numb_tingling"


def entries(server: Server) -> list[Entry]:
    """All that is kept in a data folder, read beside the running server."""
    people = open_people(Settings(data=server.data, database_url=None))
    try:
        return [entry for person in people.ids() for entry in people.one(person).store.entries()]
    finally:
        people.close()


def reasons(server: Server) -> list[str | None]:
    """Of the stops that are kept, in the order of keeping."""
    return [entry.event for entry in entries(server) if isinstance(entry, StopEntry)]


def arrives(page: Page, server: Server, event: str | None = NUMB, *, tries: int = 80) -> None:
    """Wait until a stop with this reason is in the journal."""
    for _ in range(tries):
        if event in reasons(server):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"no stop with {event}: {[entry.kind for entry in entries(server)]}")


def stop_numb(page: Page, *, key: str = "x") -> None:
    """A key, "Numbness or tingling", "None of these"."""
    page.keyboard.press(key)
    at(page, "stopped")
    awake(page)
    page.get_by_role("button", name="Numbness or tingling").click()
    at(page, "follow_up")
    awake(page)
    page.get_by_role("button", name="None of these").click()
    at(page, "result")


def strip(page: Page) -> str:
    """What the strip on top says."""
    shown = page.locator(".strip, #waiting > [role=status]")
    expect(shown).to_be_visible(timeout=20_000)
    return shown.inner_text()
