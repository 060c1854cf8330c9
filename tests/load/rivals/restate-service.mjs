/** A virtual object per user with a counter in its state. Argument: the folder with the packages. */
import { createServer } from "node:http2";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const resolve = createRequire(join(process.argv[2], "package.json")).resolve;
const { createEndpointHandler, object } = await import(
  pathToFileURL(resolve("@restatedev/restate-sdk")).href
);

const counter = object({
  name: "counter",
  handlers: {
    async add(context, by) {
      const count = ((await context.get("count")) ?? 0) + by;
      context.set("count", count);
      return count;
    },
  },
});

const server = createServer(createEndpointHandler({ services: [counter] }));
server.listen(0, "127.0.0.1", () => console.log(`service on port ${server.address().port}`));
