/** The process of the index: the only place that loads LanceDB. Its argument is the directory of the index. */
import { serve } from "../process/serve.ts";
import { LanceTables } from "./lance-tables.ts";
import type { IndexAnswer, IndexRequest } from "./messages.ts";

const tables = LanceTables.open(process.argv[2] ?? "");

serve(async (request: IndexRequest): Promise<IndexAnswer> => {
  const lance = await tables;
  switch (request.op) {
    case "versions":
      return lance.versions(request.table);
    case "put":
      return lance.put(request.table, request.columns, request.areNew);
    case "remove":
      return lance.remove(request.table, request.numbers);
    case "nearest":
      return lance.nearest(request.table, request.vector, request.where, request.limit);
    case "build":
      return lance.build(request.table, request.wait);
    case "drop":
      return lance.drop(request.tables);
  }
});
