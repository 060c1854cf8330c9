/** Writes each text file of a build a second time, compressed once and for all: the server sends it as it is. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSED = new Set([".js", ".css", ".html", ".svg", ".json", ".webmanifest"]);
/** Below this a packet carries the file anyway, bytes. */
const LEAST = 1_024;

export function compressFiles(): Plugin {
  let folder = "";
  return {
    name: "compress-files",
    apply: "build",
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!COMPRESSED.has(extname(name))) continue;
        const content = readFileSync(join(folder, name));
        if (content.byteLength < LEAST) continue;
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}
