/** How every rule file writes an expression. */
import { z } from 'zod';

/**
 * A regular expression as data: compiled with the flags `iu`, refused with file and line when it does not compile.
 * It may stand on several lines (YAML `|-`): line breaks and the blanks after them are no part of it.
 */
export const Pattern = z
  .string()
  .min(1)
  .transform((pattern) => pattern.replace(/\r?\n\s*/g, ''));
