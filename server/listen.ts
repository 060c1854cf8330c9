/** Opens the port, and says in words why it cannot be opened. */
import type { Config } from "./config.ts";
import type { App } from "./gateway/app.ts";
import { StartError } from "./start-error.ts";

/** The address people open. @throws StartError */
export async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE") {
      throw new StartError(
        `Port ${port} is in use: stop what listens there, or choose another one with --port.`,
      );
    }
    if (code === "EACCES" || code === "EADDRNOTAVAIL") {
      throw new StartError(
        `This process may not listen on ${host}, port ${port} (${code}): choose others with --host and --port.`,
      );
    }
    throw error;
  }
  const address = app.server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return `http://${host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${actual}`;
}
