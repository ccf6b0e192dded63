/** What a store tells whoever runs it: a pino logger fits, and so does `console`. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
