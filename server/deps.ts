/** What the application is given: everything it touches, so that it can be wired to any store and never listens. */
import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import type { ArticleReader } from '../engine/port.ts';
import type { Admin } from './admin/routes.ts';

export interface Deps {
  readonly reader: ArticleReader;
  readonly config: Config;
  readonly log: Logger;
  /** The operator's addresses; left out: they are not there. */
  readonly admin?: Admin;
}
