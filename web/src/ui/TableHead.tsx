/** The head of a table of numbers: what the rows are, left; then a name for each column, where the table has its cells. */
export function TableHead({ row, columns }: { row: string; columns: readonly string[] }) {
  return (
    <thead>
      <tr className="border-b border-line-strong text-muted">
        <th scope="col" className="py-1 text-left font-normal">
          {row}
        </th>
        {columns.map((name) => (
          <th key={name} scope="col" className="py-1 pl-3 font-normal">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
