import type { ButtonHTMLAttributes } from "react";

const KINDS = {
  primary: "bg-carry text-ground font-semibold hover:brightness-110",
  plain: "border border-line-strong bg-raised text-ink hover:bg-sunken",
  danger: "border border-bad bg-raised text-bad hover:bg-bad-soft",
  quiet: "text-muted underline decoration-line-strong underline-offset-4 hover:text-ink",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: keyof typeof KINDS;
}

export function Button({ kind = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  const size = kind === "quiet" ? "px-1 py-1" : "min-h-10 px-4 py-2";
  return (
    <button
      // The type is always given: a button in a form sends it only when it says so.
      type={type === "submit" ? "submit" : "button"}
      className={`inline-flex items-center justify-center rounded-md disabled:cursor-default disabled:opacity-55 ${size} ${KINDS[kind]} ${className}`}
      {...rest}
    />
  );
}
