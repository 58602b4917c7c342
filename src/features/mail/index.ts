/** The outbox: post, take back, deliver, evidence, mailbox. Knows addresses and ids, no product. */
export { post, type NewMail } from './post-mail.ts';
export { takeBack, type Waiting } from './take-back.ts';
export { defineMail, mailKinds, type Composed, type Fills, type Lane, type MailContent, type MailDefinition, type MailFate, type MailKinds, type MailState, type PostedMail } from './mail-definition.ts';
export { letterOf } from './letter/letter-of.ts';
export { ownLetter, type OwnLetter } from './letter/own-letters.ts';
export { DELIVERY_TIMES, startDelivery, type Delivery, type DeliveryTimes } from './delivery/start-delivery.ts';
