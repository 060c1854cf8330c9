/** Why the server closes a WebSocket. 4000–4999 is the range for applications (RFC 6455, 7.4.2). */
export const CLOSE_CODES = {
  /** The server is stopping or handing the user over: connect again at once. */
  goingAway: 1001,
  /** The message was refused: the Refusal before the close says why. Do not send the same again. */
  refused: 4400,
  /** Sign in or pair again. */
  unauthorized: 4401,
  /** Hello did not come in time. */
  helloTimeout: 4408,
  /** Another socket took this session over. */
  replaced: 4409,
  /** The account was deleted: forget what is kept of it, and do not come back. */
  accountDeleted: 4410,
  /** More blocks than the credit allowed. */
  flooding: 4429,
  /** Something is wrong on our side: connect again with back-off. */
  internal: 4500,
} as const;

export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];
