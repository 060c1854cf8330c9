/** Reads what a NATS server sends to a requester: which requests were answered, and whether the answer is a success. */

export interface ReplyListener {
  /** `token`: the last one of the subject that the answer came to. A success begins with `{"ok":true,`. */
  answered(token: string, ok: boolean, answer: Buffer): void;
  /** The server wants to know whether we live. */
  pinged(): void;
  /** The server's complaint, or that nobody listens to a request. */
  failed(why: string): void;
}

const SUCCESS = Buffer.from('{"ok":true,');
const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

export class ReplyReader {
  readonly #listener: ReplyListener;
  /** The beginning of what has not come as a whole. */
  #rest: Buffer = NOTHING;

  constructor(listener: ReplyListener) {
    this.#listener = listener;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const lineFeed = bytes.indexOf(LINE_FEED, at);
      if (lineFeed < 0) break;
      const line = bytes.toString("latin1", at, lineFeed - 1);
      const next = this.#read(line, bytes, lineFeed + 1);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = at === bytes.length ? NOTHING : bytes.subarray(at);
  }

  /** Where the next line begins; undefined when the message has not come as a whole. */
  #read(line: string, bytes: Buffer, after: number): number | undefined {
    if (line.startsWith("MSG ") || line.startsWith("HMSG ")) return this.#readMessage(line, bytes, after);
    if (line === "PING") this.#listener.pinged();
    else if (line.startsWith("-ERR")) this.#listener.failed(line);
    return after;
  }

  #readMessage(line: string, bytes: Buffer, after: number): number | undefined {
    const end = after + Number(line.slice(line.lastIndexOf(" ") + 1));
    if (end + 2 > bytes.length) return undefined;
    const answer = bytes.subarray(after, end);
    if (line.startsWith("HMSG ")) {
      this.#listener.failed(answer.toString("latin1").trim());
    } else {
      const subjectEnd = line.indexOf(" ", 4);
      const token = line.slice(line.lastIndexOf(".", subjectEnd) + 1, subjectEnd);
      const ok = answer.length > SUCCESS.length && SUCCESS.compare(answer, 0, SUCCESS.length) === 0;
      this.#listener.answered(token, ok, answer);
    }
    return end + 2;
  }
}
