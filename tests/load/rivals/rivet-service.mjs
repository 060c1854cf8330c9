/** An actor per user with a counter in its state, saved before it answers. Arguments: packages' folder, engine. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, endpoint] = process.argv.slice(2);
const library = join(folder, "node_modules", "rivetkit", "dist", "tsup", "mod.js");
const { actor, setup } = await import(pathToFileURL(library).href);

const counter = actor({
  state: { count: 0 },
  actions: {
    async add(context, by) {
      context.state.count += by;
      const { count } = context.state;
      await context.saveState({ immediate: true });
      return count;
    },
  },
});

await setup({
  use: { counter },
  endpoint,
  startEngine: false,
  startServices: false,
  noWelcome: true,
}).startAndWait();
console.log("service is ready");
