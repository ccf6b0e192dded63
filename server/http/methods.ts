/** What is read is read with GET; HEAD comes with it. */
import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** Answers every method that came this far. @throws Problem `method-not-allowed` */
export const refuseOthers =
  (allow: readonly string[]): RequestHandler =>
  (request) => {
    const use = allow.filter((method) => method !== 'HEAD').join(' or ');
    throw new Problem('method-not-allowed', `${request.method.slice(0, 20)} is not taken here: use ${use}.`, {
      allow,
    });
  };

/** @throws Problem `method-not-allowed` */
export const refuseMethod: RequestHandler = refuseOthers(['GET', 'HEAD']);
