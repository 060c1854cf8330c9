import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { zipFile } from "./zip-file.ts";

async function* text(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

async function* many() {
  yield { name: "a.txt", content: text("hello") };
  for (let i = 0; i < 66_000; i++) yield { name: `n/${i}`, content: text("") };
}

it("a ZIP archive of more files than the old format counts is read by Python, which checks the sums", async ({
  skip,
}) => {
  const at = Date.UTC(2026, 10, 24, 12, 30, 2);
  const pieces: Uint8Array[] = [];
  for await (const piece of zipFile(many(), at)) pieces.push(piece);
  const zip = Buffer.concat(pieces);
  const folder = mkdtempSync(join(tmpdir(), "trajectory-zip-"));
  try {
    writeFileSync(join(folder, "a.zip"), zip);
    const script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); " +
      "print(z.testzip(), len(z.namelist()), z.read('a.txt').decode(), z.getinfo('a.txt').date_time)";
    const said = execFileSync("python3", ["-c", script, join(folder, "a.zip")], { encoding: "utf8" });
    expect(said.trim()).toBe("None 66001 hello (2026, 11, 24, 12, 30, 2)");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    skip("there is no python3 here");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
