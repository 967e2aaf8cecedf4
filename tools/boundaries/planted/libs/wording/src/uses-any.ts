// breaks: typescript(no-explicit-any)
export const words: any = {};
