/** For the other pages: sends what a session left unsent, and makes the session ready for offline use. */
import { send } from "./io/outbox";
import { registerWorker } from "./io/worker";

void registerWorker();
void send();
