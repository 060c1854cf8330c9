/** The product as it runs on several machines: real nodes, a cluster of NATS servers and a PostgreSQL, on loopback. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NatsCluster, startNatsCluster } from "../services/nats-cluster.ts";
import { type PostgresServer, startPostgres } from "../services/postgres-server.ts";
import { treeMemoryMb } from "../load/process-tree.ts";
import { FaultyNode } from "./faulty-node.ts";
import { Story } from "./story.ts";

/** What a node may take, whatever is away: queues are bounded. */
export const MOST_NODE_MB = 1_024;

export interface WorldOptions {
  nodes: number;
  natsServers: number;
  /** What every node does. Default: everything. */
  roles?: string;
  /** Where PostgreSQL keeps its files; default: beside everything else. */
  postgresFolder?: string;
}

export interface World extends AsyncDisposable {
  story: Story;
  nats: NatsCluster;
  postgres: PostgresServer;
  nodes: readonly FaultyNode[];
}

/** Memory of the largest node that is up, MB; 0 where there is no /proc. */
export async function largestNodeMb({ nodes }: World): Promise<number> {
  const pids = nodes.flatMap(({ pid }) => pid ?? []);
  const sizes = await Promise.all(pids.map((pid) => treeMemoryMb(pid)));
  return Math.max(0, ...sizes.map((size) => size ?? 0));
}

/** Or what to install to have it. */
export async function openWorld(options: WorldOptions): Promise<World | { unavailable: string }> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "trajectory-faults-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // The system user that PostgreSQL runs as must get at its files.
  await chmod(folder, 0o755);
  const nats = await startNatsCluster(folder, options.natsServers);
  if ("unavailable" in nats) return nats;
  stack.use(nats);
  const postgres = stack.use(await startPostgres(options.postgresFolder ?? join(folder, "postgres")));
  const story = new Story();
  const nodes = Array.from(
    { length: options.nodes },
    (_, index) =>
      new FaultyNode(`node-${index + 1}`, story, {
        args: options.roles === undefined ? [] : ["--roles", options.roles],
        env: { DATABASE_URL: postgres.url, NATS_URL: nats.url },
        dataDir: join(folder, `node-${index + 1}`),
      }),
  );
  for (const node of nodes) stack.use(node);
  await Promise.all(nodes.map((node) => node.start()));
  const opened = stack.move();
  return { story, nats, postgres, nodes, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
