/** Our stdout holds data that programs read: what a library tells the console goes to stderr. */
import { Console } from 'node:console';

/** To be called where a process or a thread begins. */
export function keepStdoutOurs(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}
