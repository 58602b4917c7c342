// Generated from locales/en.json by bin/words.mjs. Do not edit.
export interface Messages {
  "audit": {
    "events": {
      "import": {
        "applied": "Import applied",
        "cancelled": "Import cancelled",
        "received": "Import file received"
      },
      "key": {
        "created": "API key made",
        "revoked": "API key revoked"
      },
      "mail": {
        "resolved": "Unknown e-mail resolved"
      },
      "template": {
        "changed": "E-mail text changed"
      },
      "tenant": {
        "changed": "Settings changed",
        "created": "Environment made",
        "opened": "Environment opened for sending",
        "sealed": "Environment sealed"
      },
      "user": {
        "activated": "Account activated",
        "changed": "User changed",
        "created": "User created",
        "deactivated": "User deactivated",
        "linkRenewed": "Activation link renewed",
        "loggedIn": "Logged in",
        "loggedOut": "Logged out",
        "loggedOutEverywhere": "Logged out from all devices",
        "passwordReset": "New password set",
        "passwordResetSent": "Password reset sent",
        "restored": "User restored"
      },
      "users": {
        "exported": "Users exported"
      },
      "wave": {
        "cancelled": "Sending cancelled",
        "paused": "Sending paused",
        "resumed": "Sending resumed"
      },
      "welcome": {
        "previewed": "Welcome e-mail previewed",
        "resent": "Welcome e-mail resent",
        "sent": "Welcome e-mail sent",
        "testSent": "Test e-mail sent"
      }
    }
  },
  "entry": {
    "activate": {
      "intro": "Choose a password and you are in at <b>{tenant}</b>.",
      "submit": "Create password",
      "title": "Welcome.",
      "userName": "You log in as <b>{name}</b>.",
      "validUntil": "Valid until {date, date, ::dMMMM}"
    },
    "back": "Back",
    "forgot": {
      "again": "Use another address",
      "intro": "Tell us your e-mail address or user name. We send the way in to the address we have on file.",
      "nothing": "Nothing came? Ask the person who looks after {tenant} whether your address is right and whether you may come in yet.",
      "sent": "If <b>{identifier}</b> belongs to somebody who may come in, a mail is on its way. It comes within a few minutes; look in the spam folder too.",
      "sentTitle": "Look in your mailbox.",
      "submit": "Send me a link",
      "title": "Forgot password?",
      "toLogIn": "Back to log in"
    },
    "language": "Language",
    "link": {
      "deactivated": "Nobody can log in with it at the moment. Is that a mistake? Ask the person who looks after {tenant}.",
      "deactivatedTitle": "This account is closed.",
      "expired": "It worked until {date, date, long}. We send a new one to the address where this one came in.",
      "expiredTitle": "This link has expired.",
      "notYet": "This link works from <b>{date, date, long}</b>. Keep the mail: you can use this very link then.",
      "notYetTitle": "A little early.",
      "renew": "Send me a new link",
      "renewed": "Look in your mailbox in a few minutes, in the spam folder too. You can close this page.",
      "renewedTitle": "A new link is on its way.",
      "replaced": "We sent you a newer link on <b>{date, date, long}</b>. Use the one in that mail, or let us send it again.",
      "replacedTitle": "There is a newer mail.",
      "resetUsed": "This link was already used to set a password. Log in with that one, or ask for another link.",
      "revoked": "This link was withdrawn. If you may come in, we send you another one; it goes to the address we have on file.",
      "revokedTitle": "This link was withdrawn.",
      "unknown": "Perhaps a piece of it got lost: open it straight from the mail, whole. Or let us send you a new one.",
      "unknownTitle": "This link doesn't work.",
      "used": "This link has done its work: your password exists. Log in with it.",
      "usedTitle": "You are already in."
    },
    "loading": "One moment",
    "logIn": {
      "afterLogOut": "You are logged out.",
      "afterReset": "Your new password is set, and every device was logged out. Log in with it now.",
      "email": "Email",
      "emailHint": "Or your user name, if you were given one.",
      "ended": "You were logged out. Log in to go on.",
      "forgot": "Forgot password?",
      "intro": "Log in to <b>{tenant}</b>.",
      "password": "Password",
      "submit": "Log in",
      "title": "Welcome back."
    },
    "notAnAddress": "This is not an e-mail address. It looks like name@example.com.",
    "offline": "We can't reach the server. What you typed is still here: check your connection and try again.",
    "password": {
      "common": "Too easy to guess: this is built from words and rows that everybody tries first.",
      "fair": "Good enough. One more word makes it strong.",
      "hide": "Hide",
      "hideLabel": "Hide password",
      "hint": "At least {min} characters. Three or four loose words work best.",
      "label": "Password",
      "more": "{count, plural, one {One more character.} other {# more characters.}} Three or four loose words work best.",
      "personal": "Too easy to guess: your own name or that of the organisation is in it. Add other words.",
      "show": "Show",
      "showLabel": "Show password",
      "strength": "Strength of the password",
      "strong": "Strong. Easy for you, hard for others.",
      "tooLong": "Too long: at most 1,024 bytes.",
      "veryStrong": "Very strong."
    },
    "required": "Please fill this in.",
    "reset": {
      "intro": "Choose a new password for <b>{tenant}</b>. Every device that is logged in now will be logged out.",
      "submit": "Set new password",
      "title": "A new password.",
      "validUntil": "Valid until {date, time, short}"
    },
    "setup": {
      "closed": "The environment exists and has an owner. Log in, or ask the owner to let you in.",
      "closedTitle": "This place is taken.",
      "code": "One-time code",
      "codeIntro": "Type the one-time code that the server printed when it started. It keeps strangers from taking this place before you do.",
      "codeTitle": "Welkom is ready.",
      "email": "Email",
      "firstName": "First name",
      "lastName": "Last name",
      "locale": "Language of the environment",
      "localeHint": "Everybody can choose their own later.",
      "mailServer": "Mails go through <b>{server}</b>, as set on the server. A new environment is sealed: nothing leaves until you open it under Settings.",
      "mailTitle": "The mails.",
      "mailbox": "No mail server is set. Mails are kept in the built-in mailbox, where you can look at every one; nothing leaves this machine. Set {variable} on the server to send them for real.",
      "name": "Name of the organisation",
      "next": "Next",
      "opens": "Measure whether mails are opened?",
      "opensChoose": "Choose one of the two.",
      "opensHint": "Needs a hidden picture in every mail, which is personal data and never certain. Your works council may have a say. You can change it under Settings.",
      "opensOff": "No, measure nothing",
      "opensOn": "Yes, show \"probably opened\"",
      "ownerIntro": "You log in with this, and may do everything here. You can share that later.",
      "ownerTitle": "You, the owner.",
      "placeIntro": "The name your people will see, on every page and in every mail.",
      "placeTitle": "Your environment.",
      "publicUrl": "Public address",
      "publicUrlFixed": "Set on the server with {variable}; it can only be changed there.",
      "publicUrlHint": "Every link in a mail begins with it.",
      "startEmpty": "Empty, with my own people",
      "startEmptyHint": "Next you import a file, or add people one by one.",
      "startSample": "Try it with sample people",
      "startSampleHint": "About sixty invented people, some in, some on their way, some stuck. For looking around only: use a fresh environment for the real thing.",
      "startTitle": "How do you want to begin?",
      "step": "Step {step} of {count}",
      "submit": "Open the environment",
      "waiting": "Nobody has set this place up yet. Whoever runs the server finds the address for that in its output.",
      "waitingTitle": "Not open yet."
    },
    "tryAgain": "Try again"
  },
  "errors": {
    "activation": {
      "deactivated": "This account is closed.",
      "expired": "This link has expired. Ask for a new one.",
      "noAddress": "This person has no e-mail address to send a link to.",
      "notActive": "This person has no password yet. Send the welcome e-mail instead.",
      "notYet": "This link does not work yet.",
      "replaced": "There is a newer link. Use the one in the latest mail.",
      "revoked": "This link was withdrawn.",
      "unknown": "This link doesn't work.",
      "used": "This link was already used. Log in instead."
    },
    "busy": "Very busy right now. Please try again in a moment.",
    "conflict": "Somebody else changed this in the meantime. Look at their change, then save again.",
    "databaseUnavailable": "The database does not answer. Please try again in a moment.",
    "email": {
      "badDomain": "The part after the @ is not a domain.",
      "badLocalPart": "The part before the @ has characters that no address has.",
      "empty": "An e-mail address is needed.",
      "noAt": "There is no @ in this address.",
      "noTopLevel": "The part after the @ needs an ending, such as .com.",
      "severalAts": "There is more than one @ in this address.",
      "space": "There is a space in this address.",
      "tooLong": "This address is longer than any mail server takes."
    },
    "forbidden": "You do not have the right to do this. An administrator can help.",
    "idempotencyKeyReused": "This Idempotency-Key was used before for something else.",
    "internal": "Something went wrong on our side. Nothing you typed is lost; please try again. Reference: {reference}",
    "invalid": "Some of the input is not right. Please look at the marked fields.",
    "invalidField": "This value is not right.",
    "invalidJson": "The request is not valid JSON.",
    "keys": {
      "notFound": "This API key does not exist any more.",
      "tooMuch": "You can only give a key what you may do yourself."
    },
    "lastOwner": "The last owner cannot leave, lose this right or be deactivated.",
    "methodNotAllowed": "This cannot be done here.",
    "notAChoice": "This is not one of the choices.",
    "notANumber": "This is not a number.",
    "notFound": "This does not exist, or you cannot see it.",
    "notJson": "Send JSON (Content-Type: application/json).",
    "password": {
      "common": "This password is too easy to guess. Three or four loose words work best.",
      "personal": "This password leans on your own name or the organisation's. Add other words.",
      "tooLong": "The password is too long: at most 1,024 bytes.",
      "tooShort": "The password needs at least {min} characters."
    },
    "required": "This is needed.",
    "session": {
      "busy": "Very many people are logging in right now. Try again in a moment.",
      "needed": "Log in first.",
      "notFound": "This device is not logged in any more.",
      "slowDown": "Too many tries. Try again in {seconds, plural, one {one second} other {# seconds}}. If you forgot the password, a new one is quicker.",
      "wrong": "The e-mail address or the password is not right."
    },
    "setup": {
      "closed": "The environment exists already. Log in.",
      "codeExpired": "This code has expired. Restart the server: it prints a new one.",
      "publicUrl": "This is not an address a browser can open. It begins with https:// or http://.",
      "slowDown": "Too many wrong codes. Try again in {seconds, plural, one {one second} other {# seconds}}.",
      "wrongCode": "This code is not right. The server printed it when it started."
    },
    "tenants": {
      "notAPicture": "This is not a picture we can use: PNG, JPEG or WebP, please.",
      "unknownTimeZone": "This time zone is not known."
    },
    "tooLarge": "This is too large: at most {limit} are possible.",
    "tooLong": "This is too long: at most {max} characters.",
    "tooMany": "Too many tries. Please wait {seconds, plural, one {# second} other {# seconds}}.",
    "tooShort": "This is too short: at least {min} characters.",
    "twoCredentials": "Send either a session cookie or an API key, not both.",
    "unauthenticated": "Please log in.",
    "unknownField": "This field is not known here.",
    "users": {
      "emailTaken": "{email} already belongs to {name}.",
      "externalIdTaken": "This number already belongs to {name}.",
      "notFound": "This person does not exist, or you cannot see them.",
      "selectionChanged": "The list changed in the meantime: it was {expected}, now it is {found}. Please look again.",
      "stronger": "{name} has rights that you lack, so you cannot change this.",
      "userNameTaken": "This user name is taken."
    },
    "wrongOrigin": "This request came from another site and was refused."
  },
  "mail": {
    "activated": {
      "done": "On {at} a password was created for your account {email} at {environment}.",
      "preheader": "Your password was created.",
      "stranger": "Was that not you? Tell the people who run {environment} at once.",
      "subject": "You are in at {environment}",
      "title": "You are in, {firstName}."
    },
    "link": {
      "footer": "You get this mail because an account was made for you at {environment}.",
      "orCopy": "Does the button not work? Copy this link into your browser:",
      "validUntil": "The link works until {deadline}."
    },
    "renewal": {
      "preheader": "Choose a password and you are in.",
      "ready": "You asked for a new link to create your password at {environment}.",
      "stranger": "Did you not ask for this? Then leave it: without a password nobody can get in.",
      "subject": "Your new link to {environment}",
      "title": "Here is your new link."
    },
    "reset": {
      "button": "Set new password",
      "preheader": "You, or somebody else, asked for this.",
      "ready": "Somebody, probably you, asked for a new password for {environment}. Choose it here.",
      "stranger": "Did you not ask for this? Then leave it: your old password keeps working.",
      "subject": "Set a new password for {environment}",
      "title": "A new password."
    },
    "welcome": {
      "button": "Create password",
      "nameless": "glad you are here",
      "preheader": "Choose a password and you are in. It takes a minute.",
      "ready": "Your account at {environment} is ready. Choose a password and you are in.",
      "stranger": "Did you not expect this? Then leave it: without a password nobody can get in.",
      "subject": "Welcome to {environment}",
      "title": "Welcome, {firstName}.",
      "userName": "From then on you log in with {email}."
    }
  },
  "shell": {
    "admin": "Admin",
    "adminPanel": "Admin panel",
    "apiKeys": "API keys",
    "appearance": "Appearance",
    "auditLog": "Audit log",
    "close": "Close",
    "home": "Start page",
    "importUsers": "Import users",
    "language": "Language: {name}",
    "languages": "Languages",
    "logOut": "Log out",
    "mailbox": "Mailbox",
    "menu": "Menu",
    "office": "Administration",
    "overview": "Overview",
    "profile": "Profile",
    "sealed": "This environment is sealed: mails stay in the mailbox here and reach nobody.",
    "sealedOpen": "Open it in Settings",
    "search": {
      "busy": "Looking…",
      "label": "Find people and actions",
      "none": "Nothing found for “{text}”.",
      "results": "Found"
    },
    "settings": "Settings",
    "skip": "To the content",
    "statusEmail": "Status Email",
    "users": "Users",
    "welcomeEmail": "Welcome Email"
  },
  "ui": {
    "bulk": {
      "chooseAll": "Choose all {count, number}",
      "chooseEverything": "Choose everything that matches",
      "chosen": "{count, plural, one {# chosen} other {# chosen}}",
      "clear": "Choose nothing",
      "everything": "Everything that matches is chosen",
      "label": "What to do with the chosen"
    },
    "cancel": "Cancel",
    "clearSearch": "Clear the search",
    "close": "Close",
    "contrast": {
      "dark": "Dark",
      "good": "Reads well",
      "light": "Light",
      "nudged": "Too close to its surroundings: shown a little {direction, select, darker {darker} other {lighter}}"
    },
    "copied": "Copied",
    "copy": "Copy",
    "error": {
      "again": "Try again",
      "broken": "It was written down. What you did before is safe; try again, and tell us the number below if it happens once more.",
      "brokenTitle": "Something broke on our side.",
      "forbidden": "Your rights do not include it. Whoever looks after this environment can change that.",
      "forbiddenTitle": "This page is not open to you.",
      "home": "To the start page",
      "notFound": "The address may be mistyped, or what stood here has moved or gone.",
      "notFoundTitle": "There is nothing here.",
      "offline": "The server cannot be reached. What you typed is still here; try again when the connection is back.",
      "offlineTitle": "No connection.",
      "reference": "Reference"
    },
    "file": {
      "choose": "Choose a file",
      "drop": "Drop a file here, or <choose>choose one</choose>",
      "other": "Another file",
      "release": "Let go to take this file",
      "tooLarge": "This file is larger than {limit}."
    },
    "filter": {
      "add": "+ Filter",
      "clear": "Clear filters",
      "find": "Find",
      "none": "Nothing by that name.",
      "off": "Take off {label}",
      "one": "{label}: {values}",
      "several": "{label}: {count, number} chosen"
    },
    "help": "Explanation",
    "messages": "Messages",
    "progress": {
      "cancel": "Stop",
      "done": "Done",
      "left": "about {time} left"
    },
    "save": "Save",
    "saved": "Saved",
    "scheme": {
      "auto": "Device",
      "dark": "Dark",
      "label": "Appearance",
      "light": "Light"
    },
    "steps": {
      "done": "done",
      "of": "Step {step, number} of {count, number}"
    },
    "table": {
      "back": "Back",
      "columns": "Columns",
      "next": "Next"
    },
    "undo": "Undo"
  }
}
