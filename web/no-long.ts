// In place of the package `long`: our codec reads 64-bit fields as numbers (protocols/number-fields.ts), and the package
// starts with WebAssembly, which the page's content security policy refuses.
export default undefined;
