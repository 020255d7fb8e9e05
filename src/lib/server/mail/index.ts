export { deliverMail, greetMailServer, type Mail } from './deliver-mail';
export { listKeptMails, mailFolder } from './kept-mails';
export { MAILS, sendMail, type Letter } from './send-mail';
