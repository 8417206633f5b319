/** For the other pages, before anything of them is there. */
import { PagePresses } from "./page_presses";

new PagePresses().listen(new AbortController().signal);
