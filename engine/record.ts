/** `DATA_DIR/engine.json` and `DATA_DIR/master.key`: how processes find the running engine and prove it is theirs. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from './port.ts';
import { isAlive, ProcessId } from './processes.ts';

/** An opening of the engine in some process. */
const User = ProcessId.extend({ token: z.string() });
export type User = z.infer<typeof User>;

/** The engine that runs and the process that answers for it. */
const EngineRecord = z.object({
  pid: z.number().int().positive(),
  started: z.string(),
  port: z.number().int().positive(),
  version: z.string(),
  ownerPid: z.number().int().positive(),
  ownerStarted: z.string(),
  /** Which opening within the owner's process. */
  ownerToken: z.string(),
  /** Who else uses it, in the order they came. */
  joined: z.array(User).default([]),
});
export type EngineRecord = z.infer<typeof EngineRecord>;

export const engineOf = (record: EngineRecord): ProcessId => ({ pid: record.pid, started: record.started });
export const ownerOf = (record: EngineRecord): ProcessId => ({
  pid: record.ownerPid,
  started: record.ownerStarted,
});

/** Those who joined and still run, but for one of them. */
export const usersOf = ({ joined }: EngineRecord, except: string): User[] =>
  joined.filter((user) => user.token !== except && isAlive(user));

/** The record with another owner. */
export const ownedBy = (record: EngineRecord, { pid, started, token }: User): EngineRecord => ({
  ...record,
  ownerPid: pid,
  ownerStarted: started,
  ownerToken: token,
  joined: record.joined.filter((user) => user.token !== token),
});

const recordPath = (dataDir: string): string => join(dataDir, 'engine.json');

/** What is written of the engine, or null. A file that is no record of ours tells nothing and counts as none. */
export function readRecord(dataDir: string): EngineRecord | null {
  try {
    const parsed = EngineRecord.safeParse(JSON.parse(readFileSync(recordPath(dataDir), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** Replaces the record in one step: a reader sees the old one or the new one. */
export function writeRecord(dataDir: string, record: EngineRecord): void {
  replaceFile(recordPath(dataDir), JSON.stringify(record, null, 2));
}

export function removeRecord(dataDir: string): void {
  rmSync(recordPath(dataDir), { force: true });
}

/** The master key of the embedded engine, made at the first start; only this user may read it. */
export function masterKey(dataDir: string): string {
  const path = join(dataDir, 'master.key');
  if (!existsSync(path)) replaceFile(path, randomBytes(32).toString('base64url'));
  chmodSync(path, 0o600);
  const key = readFileSync(path, 'utf8').trim();
  if (key.length < 16)
    throw new StoreError(`${path} holds no key of 16 characters or more: delete it, a new one will be made`);
  return key;
}

function replaceFile(path: string, content: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}
