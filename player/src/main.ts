import { mount } from "svelte";
import App from "./App.svelte";
import "./player.css";
import { outbox, watchLeaving } from "./io/outbox";
import { registerWorker } from "./io/worker";

const target = document.getElementById("player");
if (!target) throw new Error("The page has no place for the player.");
watchLeaving();
mount(App, { target });
void registerWorker();
void outbox.send();
