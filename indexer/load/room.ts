/** Tells when the disk of the embedded engine is full: it says so to nobody, and tries again until there is room. */
import { statfs } from 'node:fs/promises';

const LOOK_EVERY_MS = 5_000;
/** With less than this, in bytes, the engine writes no batch. */
const LEAST = 16_000_000;

/** Bytes that may still be written where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Looks now and then, and says once that room is needed; once more when it was made and is gone again.
 * @returns ends the looking
 */
export function watchRoom(
  folder: string,
  say: (line: string) => void,
  { free = freeBytes, everyMs = LOOK_EVERY_MS } = {},
): () => void {
  let told = false;
  const look = async () => {
    const bytes = await free(folder);
    if (bytes < LEAST && !told)
      say(
        `the disk of ${folder} has ${(bytes / 1e6).toFixed(1)} MB left: the engine waits for room and goes on when there is some. ` +
          'Make room, or end this run (Ctrl-C): the live index stays as it is',
      );
    told = bytes < LEAST;
  };
  // A folder that cannot be asked about tells nothing; whoever writes there will say why.
  const timer = setInterval(() => look().catch(() => clearInterval(timer)), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
