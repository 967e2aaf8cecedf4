// breaks: eslint(no-console)
console.log('words');
