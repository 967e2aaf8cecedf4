/** First contact, the one-time code and its states, and people nobody is linked to. */
export const linking = {
  'link.hello': '<b>Hello, {{name}}.</b> I connect this chat with <i>{{desk}}</i>.',
  'link.howTo':
    'To show me which account is yours, open <b>My account</b>, paste this code into the field <i>{{field}}</i> and save:',
  'link.code': '<code>{{code}}</code>',
  'link.notice_one': 'I notice it within a minute. The code is good for {{count}} minute.',
  'link.notice_other': 'I notice it within a minute. The code is good for {{count}} minutes.',
  'link.linked':
    '<b>This is {{account}} now.</b> Write to me as you would to a colleague; I ask where it belongs. News of your issues comes here.',
  'link.already': '<b>You are {{account}} here.</b> There is nothing more to do: simply write.',
  'link.expired': '<b>This code is no longer good.</b> Take a new one whenever you like.',
  'link.tooMany': '<b>That was many codes in a short time.</b> Please ask for a new one in an hour.',
  'link.waiting': '⏳ {{tracker}} does not answer right now. I go on looking for your code, and tell you.',
  'link.unavailable': 'Accounts cannot be connected here. You can simply write.',
  'link.privately': 'Please write to me in a private chat to connect your account; a code is for your eyes only.',

  'unlinked.taken': '✅ <b>We have it.</b> Someone answers here; you can simply go on writing.',
  'unlinked.notAllowed':
    '<b>I do not know you yet.</b> Here I take words from people with an account at <i>{{desk}}</i>. /start connects yours.',
  'unlinked.kept': '💬 Your words are kept until then.',
} as const;
