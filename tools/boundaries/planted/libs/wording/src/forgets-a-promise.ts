// breaks: typescript(no-floating-promises)
export function speak() {
  Promise.resolve('words');
}
