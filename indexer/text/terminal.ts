/** What is shown on a terminal. */

/** Names of files and words of pages, on one line: a control stands as it would be written, and steers nothing. */
export const onTerminal = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
