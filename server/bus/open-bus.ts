/** The bus of this process: a given NATS server, one of our own as a child process, or in memory. */
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { type Bus, BusError, type HandlerErrorListener } from "@trajectory/protocols/bus/port.ts";
import { StartError } from "../start-error.ts";
import { connectNats } from "./nats-bus.ts";
import { startNatsServer } from "./nats-server.ts";

export interface BusSettings {
  natsUrl: string | undefined;
  dataDir: string;
  mayInstall: boolean;
  /** Name of this node in the server's list of connections. */
  name: string;
  /** Gets what a handler of a subscription throws; without it such an error ends the process. */
  onHandlerError?: HandlerErrorListener;
}

export interface OpenBus extends AsyncDisposable {
  bus: Bus;
  /** What it is and where, for the start lines. */
  description: string;
}

/**
 * `say`: a line for the person who starts the process.
 * @throws StartError when the given server does not take us
 */
export async function openBus(settings: BusSettings, say: (line: string) => void): Promise<OpenBus> {
  const { natsUrl, name, dataDir, mayInstall: allowInstall, onHandlerError } = settings;
  const handling = onHandlerError === undefined ? {} : { onHandlerError };
  if (natsUrl?.startsWith("memory:") === true) return opened(createMemoryBus(handling));
  if (natsUrl !== undefined) {
    try {
      return opened(await connectNats({ url: natsUrl, name, ...handling }));
    } catch (cause) {
      if (!(cause instanceof BusError)) throw cause;
      const advice = "Start that server, correct NATS_URL, or leave it empty for a server of our own.";
      throw new StartError(`${cause.message} ${advice}`, { cause });
    }
  }
  const server = await startNatsServer({ dataDir, allowInstall, log: say });
  if ("fallback" in server) {
    say(`${server.fallback} Messages stay inside this process until then.`);
    return opened(createMemoryBus(handling));
  }
  try {
    return opened(await connectNats({ url: server.url, name, ...handling }), server.description, () =>
      server.stop(),
    );
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function opened(bus: Bus, description = bus.description, stopServer = async () => {}): OpenBus {
  return {
    bus,
    description,
    async [Symbol.asyncDispose]() {
      await bus.close();
      await stopServer();
    },
  };
}
