"""Builds the service: opens the store, loads knowledge, takes the machine's clock."""

from supple.app.clock import SystemClock
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.knowledge.loader import load
from supple.store import open_store
from supple.store.folder import DATABASE_NAME, data_folder


def open_supple(settings: Settings) -> Supple:
    """The whole service. Raises SuppleError where knowledge or database cannot be used."""
    clock = SystemClock()
    knowledge = load()
    store = open_store(data_folder(settings.data) / DATABASE_NAME, clock=clock)
    return Supple(store=store, knowledge=knowledge, clock=clock, settings=settings)
