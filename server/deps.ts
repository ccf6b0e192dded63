/** What the application is given: everything it touches, so that it can be wired to any store and never listens. */
import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import type { ArticleReader } from '../engine/port.ts';

export interface Deps {
  readonly reader: ArticleReader;
  readonly config: Config;
  readonly log: Logger;
}
