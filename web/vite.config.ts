import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressFiles } from "./compress-files.ts";

const server = "http://localhost:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), compressFiles()],
  resolve: { alias: { long: fileURLToPath(new URL("no-long.ts", import.meta.url)) } },
  // light-dark() and registered colours are used as they are.
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    outDir: "dist",
    emptyOutDir: true,
    manifest: "files.json",
  },
  server: {
    proxy: {
      "/api": { target: server, ws: true },
      "/health": server,
    },
  },
});
