/** Everything here is read with GET; HEAD comes with it. */
import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** @throws Problem `method-not-allowed` */
export const refuseMethod: RequestHandler = (request) => {
  throw new Problem('method-not-allowed', `${request.method} is not taken here: use GET.`, {
    allow: ['GET', 'HEAD'],
  });
};
