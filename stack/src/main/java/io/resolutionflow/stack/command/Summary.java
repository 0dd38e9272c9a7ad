package io.resolutionflow.stack.command;

import io.resolutionflow.stack.demo.DemoUsers;
import io.resolutionflow.stack.instance.PortName;

/** Where to go now. */
final class Summary {

    private final Context context;

    Summary(Context context) {
        this.context = context;
    }

    void print() {
        var out = context.out();
        var ports = context.instance().ports();
        out.println();
        out.println("  Web app    " + ports.http(PortName.GATEWAY));
        out.println("  Log-ins    " + String.join(", ", DemoUsers.EMAILS.subList(0, 6)) + ", …");
        out.println("             password of all: " + DemoUsers.PASSWORD);
        out.println("  Mail       " + ports.http(PortName.MAIL) + "   what the system sent");
        out.println("  Next       ./rf demo · ./rf status · ./rf logs <part> · ./rf down");
    }
}
