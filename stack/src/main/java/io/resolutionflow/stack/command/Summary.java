package io.resolutionflow.stack.command;

import io.resolutionflow.stack.demo.DemoUsers;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.SystemModel;

/** Where to go now. */
final class Summary {

    private final Context context;
    private final SystemModel model;

    Summary(Context context, SystemModel model) {
        this.context = context;
        this.model = model;
    }

    /** Says nothing about a system that people cannot use because it has no gateway. */
    void print() {
        if (model.unit("gateway").isEmpty()) {
            return;
        }
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
