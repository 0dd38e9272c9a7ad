package io.resolutionflow.l1walk.library.web;

import io.resolutionflow.l1walk.library.LibraryReader;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The 25 shipped problems with the flow that covers each, or none (contract-l1 §9.2). */
@RestController
@Requires(Gate.ACTIVE)
class ShippedProblemsController {

    private final LibraryReader library;

    ShippedProblemsController(LibraryReader library) {
        this.library = library;
    }

    @GetMapping("/api/v1/flows/problems")
    List<LibraryReader.Problem> problems() {
        return library.problems();
    }
}
