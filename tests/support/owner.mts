/** A process that opens the embedded engine of a folder and waits: `owner.mts DATA_DIR BINARY`. Says `ready {json}`. */
import { openEmbedded } from '../../engine/embedded.ts';

const [dataDir = '', bin = ''] = process.argv.slice(2);
const say = (message: string) => void process.stderr.write(`${message}\n`);
const engine = await openEmbedded({
  dataDir,
  bin,
  log: { info: say, warn: say, error: say },
  indexingMemory: 256 * 1024 * 1024,
});
// Before «ready» is said: a signal that came between the two would kill this process instead of ending it in order.
process.once('SIGTERM', () => {
  engine.close().then(() => process.exit(0));
});
process.stdout.write(`ready ${JSON.stringify({ url: engine.url, owned: engine.owned })}\n`);
setInterval(() => undefined, 1_000);
