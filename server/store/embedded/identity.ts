/**
 * As whom PostgreSQL runs. It refuses to run as root. Where we are root it becomes the system user postgres; where that
 * user may not enter the directories (a checkout below /root), it runs in a user name space in which root has
 * another number.
 */
import { execFile } from "node:child_process";
import { chown, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Log } from "@trajectory/ingest/ports.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";

const run = promisify(execFile);

/** How to start a program under the identity. */
export interface Identity {
  command: (program: string, args: readonly string[]) => [string, string[]];
  /** For spawn. */
  ids: { uid?: number; gid?: number };
}

const USER = "postgres";
const OTHERS_MAY_ENTER = 0o001;
const ourselves: Identity = { command: (program, args) => [program, [...args]], ids: {} };

/** The number stands in every /etc/passwd, which initdb asks for the name. */
const NAMESPACE = ["--user", "--map-user=daemon", "--map-group=daemon"];

/** @throws EmbeddedPostgresError `cannot_leave_root` */
export async function chooseIdentity(paths: readonly string[], log: Log): Promise<Identity> {
  if (process.getuid?.() !== 0) return ourselves;
  const open = await Promise.all(paths.map(othersMayEnter));
  const user = open.every(Boolean) ? ((await findUser()) ?? (await createUser(log))) : undefined;
  if (user !== undefined) return { command: ourselves.command, ids: user };
  if (await succeeds("unshare", [...NAMESPACE, "true"])) {
    return { command: (program, args) => ["unshare", [...NAMESPACE, program, ...args]], ids: {} };
  }
  throw new EmbeddedPostgresError(
    "cannot_leave_root",
    `PostgreSQL does not run as root, and the user ${USER} cannot be made or may not enter ${paths.join(" or ")}. ` +
      "Start as another user, move the folder to where others may enter (such as /srv), " +
      "or give a PostgreSQL of your own with --database-url.",
  );
}

/** Gives what lies at the path to the identity, with everything in it. */
export async function handOver(path: string, { ids: { uid, gid } }: Identity): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const owner = { uid: uid ?? 0, gid: gid ?? 0 };
  if ((await stat(path)).uid === owner.uid) return;
  await run("chown", ["-R", `${owner.uid}:${owner.gid}`, path]);
  await chown(path, owner.uid, owner.gid);
}

async function othersMayEnter(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & OTHERS_MAY_ENTER) === 0) return false;
  const parent = dirname(path);
  return parent === path || othersMayEnter(parent);
}

async function findUser(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", USER]), run("id", ["-g", USER])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createUser(log: Log): Promise<{ uid: number; gid: number } | undefined> {
  const made = await succeeds("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", USER]);
  if (!made) return undefined;
  log.warn({ user: USER }, "PostgreSQL does not run as root: a system user was made for it.");
  return findUser();
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(program, args);
    return true;
  } catch {
    return false;
  }
}
